namespace Sekisho.Store.Tests.Support;

/// <summary>Tests that measure memory or time: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
