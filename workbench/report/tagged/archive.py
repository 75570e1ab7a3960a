"""Makes one file PDF/UA-1 and PDF/A-3a: identification, colour, dates, attachments; and seals it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, ObjectStreamMode, String

from workbench.paths import resource
from workbench.report.tagged.canvas import Node
from workbench.report.tagged.tree import write_tree

COLOUR_SPACE = "sRGB IEC61966-2.1"
# PDF/A wants every property outside its own list described in the file: that is the part of pdfuaid.
METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
    pdfaid:part="3" pdfaid:conformance="A" pdfuaid:part="1" pdf:Producer="{producer}" xmp:CreatorTool="{creator}"
    xmp:CreateDate="{created}" xmp:ModifyDate="{created}">
   <dc:format>application/pdf</dc:format>{identified}
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Part of the standard the file follows</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says of itself; ``created`` is its only date."""

    title: str
    author: str
    subject: str
    language: str
    creator: str
    producer: str
    created: datetime
    identifier: str = ""


class Attached(Protocol):
    """A file to travel inside."""

    @property
    def name(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def description(self) -> str: ...
    @property
    def mime(self) -> str: ...


def seal(drawn: bytes, root: Node, identity: Identity, attachments: Sequence[Attached]) -> bytes:
    """The finished file: what reportlab drew, its tree, and all that an archive asks for; always the same bytes."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        write_tree(pdf, root)
        _identify(pdf, identity)
        _declare_colour(pdf)
        _attach(pdf, attachments, _pdf_date(identity.created))
        sealed = io.BytesIO()
        pdf.save(sealed, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, min_version="1.7")
    return sealed.getvalue()


def _identify(pdf: pikepdf.Pdf, identity: Identity) -> None:
    """Write the information dictionary and the metadata that must say the same."""
    words = {
        name: getattr(identity, name) for name in ("title", "author", "subject", "creator", "producer", "language")
    }
    date = _pdf_date(identity.created)
    del pdf.docinfo
    for name in ("title", "author", "subject", "creator", "producer"):
        pdf.docinfo[f"/{name.capitalize()}"] = words[name]
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = date
    escaped = {name: escape(text, {'"': "&quot;"}) for name, text in words.items()}
    identifier = escape(identity.identifier)
    identified = f"\n   <dc:identifier>{identifier}</dc:identifier>" if identifier else ""
    created = _utc(identity.created).strftime("%Y-%m-%dT%H:%M:%SZ")
    metadata = METADATA.format(identified=identified, created=created, **escaped)
    pdf.Root.Metadata = pdf.make_stream(metadata.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(identity.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines


def _declare_colour(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(resource("colour/srgb.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(COLOUR_SPACE),
        Info=String(COLOUR_SPACE),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def _attach(pdf: pikepdf.Pdf, attachments: Sequence[Attached], date: str) -> None:
    for attached in attachments:
        spec = AttachedFileSpec(
            pdf,
            attached.data,
            filename=attached.name,
            description=attached.description,
            mime_type=attached.mime,
            creation_date=date,
            mod_date=date,
        )
        spec.relationship = Name.Source
        pdf.attachments[attached.name] = spec
    if attachments:
        pdf.Root.AF = Array([pdf.attachments[attached.name].obj for attached in attachments])


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _pdf_date(moment: datetime) -> str:
    return _utc(moment).strftime("D:%Y%m%d%H%M%SZ")
