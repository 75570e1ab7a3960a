"""import-linter holds the layers; this holds that no room is outside them."""

from __future__ import annotations

import tomllib

from source_files import ROOT


def test_every_room_has_a_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    rooms = {
        f"workbench.{path.stem}"
        for path in (ROOT / "workbench").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or any(path.glob("*.py"))
    }
    assert rooms <= named
