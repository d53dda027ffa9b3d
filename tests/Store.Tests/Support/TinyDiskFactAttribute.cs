using Sekisho.Testing;

namespace Sekisho.Store.Tests.Support;

/// <summary>A test that mounts a real tiny disk: skipped, and listed as skipped, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TinyDiskFactAttribute : FactAttribute
{
    public TinyDiskFactAttribute()
    {
        using var disk = TinyDisk.TryMount(1);
        if (disk is null) Skip = "SKIPPED: a tiny disk cannot be mounted here (that needs root): behaviour on a really full disk is NOT tested.";
    }
}
