namespace Sekisho.Flow.Tests.Support;

/// <summary>A test that mounts a file system: only for root, and listed as skipped for others.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (System.Environment.UserName != "root") Skip = "SKIPPED: only root may mount the small file system that this test fills.";
    }
}
