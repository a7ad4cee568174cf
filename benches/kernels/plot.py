"""Draws the times of `run.py --json` as bars relative to the best Rust form: `python benches/kernels/plot.py IN.json OUT.svg`."""

import json
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "kernels"
import matplotlib.pyplot as plt  # noqa: E402

#: Peers and their colours, which are told apart by all readers (Okabe and Ito).
PEERS = {"mojoxide": "#D55E00", "reference": "#0072B2", "c": "#999999", "numba": "#009E73"}
LIMIT = 5.0


def best_rust(times):
    return min(ms for peer, ms in times.items() if peer.startswith("rust"))


def main():
    source, target = sys.argv[1:]
    with open(source) as file:
        results = json.load(file)
    figure, axes = plt.subplots(figsize=(8, 0.42 * len(results) + 1.2), layout="constrained")
    height = 0.8 / len(PEERS)
    for number, (peer, colour) in enumerate(PEERS.items()):
        rows = [(row, times[peer] / best_rust(times)) for row, times in enumerate(results.values()) if peer in times]
        places = [row + (number - (len(PEERS) - 1) / 2) * height for row, _ in rows]
        axes.barh(places, [min(ratio, LIMIT) for _, ratio in rows], height, color=colour, label=peer)
        for place, (_, ratio) in zip(places, rows):
            if ratio > LIMIT:
                axes.text(LIMIT, place, f"{ratio:.0f} ×", va="center", ha="right", fontsize=6, color="white")
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_yticks(range(len(results)), results)
    axes.invert_yaxis()
    axes.set_xlim(0, LIMIT)
    axes.set_xlabel("time / best Rust form (shorter is faster)")
    axes.legend(frameon=False, loc="lower right")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    main()
