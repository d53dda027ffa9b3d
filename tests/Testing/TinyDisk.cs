using System.Runtime.InteropServices;
using System.Text;

namespace Sekisho.Testing;

/// <summary>A real file system of a few megabytes in memory, to be really full and really read-only. Needs the right to mount.</summary>
public sealed class TinyDisk : IDisposable
{
    private const ulong ReadOnlyFlag = 1;
    private const ulong RemountFlag = 32;
    private const int DetachFlag = 2;

    private TinyDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Null where mounting is not allowed.</summary>
    public static TinyDisk? TryMount(int megabytes)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var folder = Directory.CreateTempSubdirectory("sekisho-disk-").FullName;
        if (Mount(Utf8("tmpfs"), Utf8(folder), Utf8("tmpfs"), 0, Utf8($"size={megabytes}m,mode=700")) == 0) return new TinyDisk(folder);
        Directory.Delete(folder);
        return null;
    }

    public void MakeReadOnly(bool readOnly)
    {
        var flags = RemountFlag | (readOnly ? ReadOnlyFlag : 0);
        if (Mount(Utf8("tmpfs"), Utf8(Folder), Utf8("tmpfs"), flags, null) != 0)
            throw new IOException($"Cannot remount (errno {Marshal.GetLastPInvokeError()}).");
    }

    public void Dispose()
    {
        _ = Unmount(Utf8(Folder), DetachFlag);
        Directory.Delete(Folder);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + "\0");

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code
    [DllImport("libc", EntryPoint = "mount", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mount(byte[] source, byte[] target, byte[] type, ulong flags, byte[]? data);

    [DllImport("libc", EntryPoint = "umount2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmount(byte[] target, int flags);
#pragma warning restore SYSLIB1054
}
