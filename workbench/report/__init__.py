"""Reports: what they say (``blocks``) and how they become a tagged PDF (``pdf``)."""
