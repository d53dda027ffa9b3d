using Sekisho.Testing;

namespace Sekisho.Flow.Tests.Support;

/// <summary>A test that mounts a file system: listed as skipped for who may not, also for root where a container keeps him from it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> MayMount = new(MountsMemory);
    private static readonly Lazy<bool> MayMountDevice = new(() => Task.Run(MountsDeviceAsync).GetAwaiter().GetResult());

    public MountFactAttribute(bool device = false)
    {
        Device = device;
        if (System.Environment.UserName != "root") Skip = "SKIPPED: only root may mount the small file system that this test fills.";
        else if (!MayMount.Value) Skip = "SKIPPED: root may not mount a file system here.";
        else if (device && !(ProgramFactAttribute.Find("mkfs.ext4") is not null && MayMountDevice.Value)) Skip = "SKIPPED: root may not mount a loop device with ext4 here.";
    }

    /// <summary>It needs a loop device.</summary>
    public bool Device { get; }

    private static bool MountsMemory()
    {
        using var disk = TinyDisk.TryMount(1);
        return disk is not null;
    }

    private static async Task<bool> MountsDeviceAsync()
    {
        await using var disk = await FailingDisk.MountAsync(8);
        return disk is not null;
    }
}
