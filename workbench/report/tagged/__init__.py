"""Tagged PDF from reportlab: text drawn while a tag is open belongs to that tag, everything else is an artifact.

``canvas`` notes what is drawn, ``parts`` are the flowables that open tags, ``tree`` writes the structure tree and
``archive`` makes the file PDF/UA-1 and PDF/A-3a. The hooks of reportlab used here are undocumented; the tests hold
that links and tables still come out tagged.
"""
