"""In a browser: a background map from elsewhere is drawn where the desk was told of one, and may be asked for."""

from __future__ import annotations

import pytest
from desk_browser import SOFTWARE_WEBGL, browsing


@pytest.mark.parametrize("tiles", ["/{z}/{x}/{y}.png", "/world.pmtiles"])
def test_a_background_map_from_elsewhere_is_drawn_by_webgl_or_else_the_outlines(demo_ledger, tiles):
    with browsing(demo_ledger, "--tiles", f"http://tiles.invalid{tiles}", flags=SOFTWARE_WEBGL) as desk:
        page = desk.open()
        page.wait_for_selector("#map[data-ready]")
        # Whether this machine's browser has WebGL is the browser's to say; single tiles need it.
        able = page.evaluate("document.createElement('canvas').getContext('webgl2') !== null")
        drawn_by = "webgl" if able and tiles.endswith("png") else "canvas"
        assert page.get_attribute("#map", "data-picture") == drawn_by
        assert "places in view" in page.inner_text("#map-words")
        # The tiles cannot be had, but asking for them was allowed.
        assert not [complaint for complaint in desk.complaints if "Content Security Policy" in complaint]
        desk.complaints.clear()
