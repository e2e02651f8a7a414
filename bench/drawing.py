"""Times of builds of several sizes → an SVG drawing: works across, seconds up, both on logarithmic scales."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10

WIDTH, HEIGHT, EDGE = 640, 400, 60
SECONDS = (0.1, 1000.0)
COLOURS = {"plain": "#888", "lunr": "#bbb", "cold": "#1b5e20", "one clause": "#1565c0", "unchanged": "#c62828"}


def drawing(runs: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """The drawing as SVG, with a named line for each kind of build."""
    sizes = sorted(map(int, runs))
    widest = max(log10(sizes[-1]), 1.0)
    parts = [_text(EDGE, 20, "Seconds of a build, by works")]
    for power in range(round(log10(SECONDS[0])), round(log10(SECONDS[1])) + 1):
        y = _up(10.0 ** power)
        label = _text(8, y + 4, f"{10.0 ** power:g} s")
        parts.append(f'<path d="M{EDGE} {y:.0f}H{WIDTH - EDGE}" stroke="#ddd"/>{label}')
    parts += [_text(_across(size, widest), HEIGHT - EDGE + 20, str(size)) for size in sizes]
    for name, colour in COLOURS.items():
        points = [(_across(size, widest), _up(runs[str(size)][name]["wall"])) for size in sizes
                  if name in runs[str(size)]]
        if points:
            line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts.append(_text(points[-1][0] + 4, points[-1][1] - 4, name, colour))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            f'font-size="12">\n<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n")


def _across(size: int, widest: float) -> float:
    return EDGE + log10(size) / widest * (WIDTH - 3 * EDGE)


def _up(seconds: float) -> float:
    low, high = map(log10, SECONDS)
    return HEIGHT - EDGE - (log10(max(seconds, SECONDS[0])) - low) / (high - low) * (HEIGHT - 2 * EDGE)


def _text(x: float, y: float, words: str, colour: str = "#333") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}">{words}</text>'
