using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Privileges;

/// <summary>Sets the limits of this process (prlimit(2)).</summary>
internal static class Limits
{
    private const int FileBytes = 1; // RLIMIT_FSIZE
    private const int Core = 4; // RLIMIT_CORE
    private const int Processes = 6; // RLIMIT_NPROC
    private const int OpenFiles = 7; // RLIMIT_NOFILE
    private const long LeastFileBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Sets them.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Set(ResourceLimits limits)
    {
        // A dump would hold the messages and keys of the moment.
        return Lower(Core, 0)
            ?? (limits.OpenFiles is { } files ? Lower(OpenFiles, files) : null)
            ?? (limits.FileBytes is { } bytes ? Lower(FileBytes, Math.Max(bytes, LeastFileBytes)) : null)
            ?? (limits.Processes is { } processes ? Lower(Processes, processes) : null);
    }

    private static string? Lower(int limit, long value)
    {
        // struct rlimit64: soft, hard. What is lower already stays.
        var present = new byte[16];
        var (read, readError) = Exchange(limit, null, present);
        if (read != 0) return Failed(readError);
        var wanted = (ulong)value;
        var soft = BinaryPrimitives.ReadUInt64LittleEndian(present);
        var hard = BinaryPrimitives.ReadUInt64LittleEndian(present.AsSpan(8));
        var next = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(next, Math.Min(soft, wanted));
        BinaryPrimitives.WriteUInt64LittleEndian(next.AsSpan(8), Math.Min(hard, wanted));
        var (written, writeError) = Exchange(limit, next, null);
        return written == 0 ? null : Failed(writeError);
    }

    private static (long Result, int Error) Exchange(int limit, byte[]? next, byte[]? present)
    {
        var memory = Marshal.AllocHGlobal(16);
        try
        {
            if (next is not null) Marshal.Copy(next, 0, memory, 16);
            var outcome = LinuxCalls.Call(CallNumbers.SetLimit.Here, 0, limit, next is null ? 0 : memory, next is null ? memory : 0);
            if (present is not null) Marshal.Copy(memory, present, 0, 16);
            return outcome;
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }

    private static string Failed(int error) => $"prlimit failed: {LinuxCalls.Describe(error)}";
}
