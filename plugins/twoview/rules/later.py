"""Names of rules that need the arithmetic of promises: a catalog may use them already."""

_METRICS = (
    "availability",
    "restore",
    "respond",
    "recovery-time",
    "recovery-point",
    "change",
    "capacity",
)
LATER = frozenset(f"{metric}-{verdict}" for metric in _METRICS for verdict in ("short", "unbacked"))
LATER |= {
    "availability-window",
    "undeclared-redundancy",
    "maintenance-outside-window",
    "unmonitored-single-point",
    "target-beyond-need",
    "cost-over-price",
}
