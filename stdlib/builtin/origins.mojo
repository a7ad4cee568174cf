"""Names of origins. Only their mutability has a meaning."""


struct Origin[mut: Bool = False]:
    """Where a reference comes from."""

    pass


comptime MutOrigin = Origin[mut=True]
comptime ImmOrigin = Origin[mut=False]
comptime ImmutOrigin = ImmOrigin
comptime AnyOrigin = Origin
comptime MutAnyOrigin = MutOrigin
comptime MutUnsafeAnyOrigin = MutOrigin
comptime ImmAnyOrigin = ImmOrigin
comptime ImmutAnyOrigin = ImmOrigin
comptime ImmUnsafeAnyOrigin = ImmOrigin
comptime MutUntrackedOrigin = MutOrigin
comptime ImmUntrackedOrigin = ImmOrigin
comptime MutExternalOrigin = MutOrigin
comptime ImmutExternalOrigin = ImmOrigin
comptime ExternalOrigin = Origin
comptime UntrackedOrigin = Origin
comptime MutableAnyOrigin = MutOrigin
comptime ImmutableAnyOrigin = ImmOrigin
comptime ImmStaticOrigin = ImmOrigin
comptime StaticConstantOrigin = ImmOrigin
