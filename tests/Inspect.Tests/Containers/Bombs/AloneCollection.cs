namespace Sekisho.Inspect.Tests.Containers.Bombs;

/// <summary>Tests that measure the processor time of the process: nothing else runs in it meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
