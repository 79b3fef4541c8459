"""Shipped files are found in a checkout and inside an installed package."""

import importlib.util
from pathlib import Path

import pytest

from clinicdesk import bundle


def loaded_from(folder: Path):
    """Load bundle.py as if the package were installed in ``folder``."""
    package = folder / "clinicdesk"
    package.mkdir(parents=True)
    copy = package / "bundle.py"
    copy.write_text(Path(bundle.__file__).read_text("utf-8"), "utf-8")
    spec = importlib.util.spec_from_file_location("installed_bundle", copy)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_checkout_has_its_files_beside_the_package():
    assert bundle.files("resources") == Path(__file__).resolve().parents[1] / "resources"
    assert bundle.files("translations").is_dir()


def test_an_installed_package_carries_its_files_inside(tmp_path: Path):
    installed = loaded_from(tmp_path)
    (tmp_path / "clinicdesk" / "resources").mkdir()
    (tmp_path / "resources").mkdir()
    assert installed.files("resources") == tmp_path / "clinicdesk" / "resources"


def test_an_incomplete_installation_says_so(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="has no translations folder"):
        loaded_from(tmp_path).files("translations")
