using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sekisho.Kernel.Files;

/// <summary>Flushes that .NET has no call for.</summary>
public static class DataSync
{
    private const int OpenReadOnlyFolder = 0x10000 | 0x80000; // O_RDONLY | O_DIRECTORY | O_CLOEXEC

    /// <summary>fdatasync(2): returns when the content of the file is on disk. Cheaper than fsync where the file's size does not change.</summary>
    /// <exception cref="IOException">It failed: what was written before may be lost and is not to be relied on, whatever a later flush says.</exception>
    public static void Flush(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            if (SyncData((int)file.DangerousGetHandle()) != 0) throw new IOException($"Cannot flush a file (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            if (added) file.DangerousRelease();
        }
    }

    /// <summary>syncfs(2): returns when everything that was written to the file system that a folder lies on is on disk. One flush for many files.</summary>
    /// <exception cref="IOException">The folder cannot be opened, or a write has failed.</exception>
    public static void FlushAll(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var descriptor = Open(System.Text.Encoding.UTF8.GetBytes(folder + "\0"), OpenReadOnlyFolder);
        if (descriptor < 0) throw new IOException($"Cannot open the folder {folder} to flush its file system (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (SyncFileSystem(descriptor) != 0) throw new IOException($"Cannot flush the file system of {folder} (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code; these take blittable arguments only
    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncData(int descriptor);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFileSystem(int descriptor);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
