using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Privileges;

/// <summary>Gives up the capabilities of the calling thread (capabilities(7)), so that the program it executes next has none.</summary>
internal static class Capabilities
{
    private const int BindService = 10; // CAP_NET_BIND_SERVICE
    private const uint Version3 = 0x20080522; // _LINUX_CAPABILITY_VERSION_3
    private const int Most = 63;

    /// <summary>
    /// Before the user changes: the bounding set, which limits what a program executed as root gets, and which only a privileged
    /// thread can make smaller. Without that privilege no-new-privileges keeps the program from gaining anything.
    /// </summary>
    public static void LimitBoundingSet(bool keepsBindService)
    {
        for (var capability = 0; capability <= Most; capability++)
        {
            if (capability == BindService && keepsBindService) continue;
            ProcessControl.Set(ProcessControl.DropFromBoundingSet, capability);
        }
    }

    /// <summary>After the user changed: everything but, where wanted and there, CAP_NET_BIND_SERVICE.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Limit(bool keepsBindService)
    {
        ProcessControl.Set(ProcessControl.Ambient, ProcessControl.AmbientClearAll);
        var (permitted, readError) = Permitted();
        if (readError is not null) return readError;
        var kept = keepsBindService ? permitted & (1UL << BindService) : 0;
        // Inheritable, too: only then it can be ambient, and only ambient capabilities outlive the execution for a user other than root.
        if (Write(kept) is { } error) return error;
        if (kept != 0) ProcessControl.Set(ProcessControl.Ambient, ProcessControl.AmbientRaise, BindService);
        return null;
    }

    /// <summary>The permitted capabilities of the calling thread.</summary>
    private static (ulong Permitted, string? Error) Permitted()
    {
        var data = Marshal.AllocHGlobal(24);
        try
        {
            var (result, error) = LinuxCalls.CallWith(Head(), head => LinuxCalls.Call(CallNumbers.GetCapabilities.Here, head, data));
            if (result != 0) return (0, $"capget failed: {LinuxCalls.Describe(error)}");
            var low = (uint)Marshal.ReadInt32(data, 4);
            var high = (uint)Marshal.ReadInt32(data, 16);
            return (low | ((ulong)high << 32), null);
        }
        finally
        {
            Marshal.FreeHGlobal(data);
        }
    }

    private static string? Write(ulong kept)
    {
        // Two halves of effective, permitted, inheritable.
        var data = new byte[24];
        for (var half = 0; half < 2; half++)
        {
            for (var set = 0; set < 3; set++) BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan((half * 12) + (set * 4)), (uint)(kept >> (32 * half)));
        }

        var (result, error) = LinuxCalls.CallWith(Head(), head =>
            LinuxCalls.CallWith(data, sets => LinuxCalls.Call(CallNumbers.SetCapabilities.Here, head, sets)));
        return result == 0 ? null : $"capset failed: {LinuxCalls.Describe(error)}";
    }

    private static byte[] Head()
    {
        var head = new byte[8]; // version, and process 0: this thread
        BinaryPrimitives.WriteUInt32LittleEndian(head, Version3);
        return head;
    }
}
