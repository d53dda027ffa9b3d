using System.Runtime.InteropServices;

namespace Sekisho.Confinement.Native;

/// <summary>
/// System calls by number (syscall(2)). By number, because the C library has no functions for the newer ones, and because its setters
/// of users and groups signal every thread of the process, while here one thread is to change before it executes the program anew.
/// </summary>
internal static class LinuxCalls
{
    /// <summary>EPERM.</summary>
    public const int NotPermitted = 1;

    /// <summary>EACCES.</summary>
    public const int AccessDenied = 13;

    /// <summary>EINVAL.</summary>
    public const int Invalid = 22;

    /// <summary>ENOSYS.</summary>
    public const int NoSuchCall = 38;

    /// <summary>EAFNOSUPPORT.</summary>
    public const int FamilyNotSupported = 97;

    /// <summary>Makes a system call.</summary>
    /// <returns>What it returned, and errno when that is -1.</returns>
    public static (long Result, int Error) Call(int number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        if (number < 0) return (-1, NoSuchCall); // not on this architecture
        var result = SystemCall(number, a, b, c, d, e, f);
        return (result, result == -1 ? Marshal.GetLastPInvokeError() : 0);
    }

    /// <summary>Makes a system call with the address of a value that the kernel reads.</summary>
    public static (long Result, int Error) CallWith(ReadOnlySpan<byte> value, Func<nint, (long Result, int Error)> call)
    {
        var memory = Marshal.AllocHGlobal(Math.Max(value.Length, 1));
        try
        {
            for (var i = 0; i < value.Length; i++) Marshal.WriteByte(memory, i, value[i]);
            return call(memory);
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }

    /// <summary>Makes a system call with a path.</summary>
    public static (long Result, int Error) CallWithPath(string path, Func<nint, (long Result, int Error)> call) =>
        CallWith(System.Text.Encoding.UTF8.GetBytes(path + "\0"), call);

    /// <summary>The words for an error number.</summary>
    public static string Describe(int error) => $"{Marshal.GetPInvokeErrorMessage(error)} (errno {error})";

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code; this one takes integers only
    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
#pragma warning restore SYSLIB1054
}
