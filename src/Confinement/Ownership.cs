using System.Runtime.InteropServices;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement;

/// <summary>Gives folders to the users of confined processes. Needs root.</summary>
public static class Ownership
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int OwnerWanted = 8; // STATX_UID
    private const int OwnerOffset = 20; // stx_uid of struct statx
    private const int NumberWanted = 0x100; // STATX_INO
    private const int NumberOffset = 32; // stx_ino
    private const int StatusBytes = 256;
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW

    /// <summary>Whether this process runs as root.</summary>
    public static bool IsRoot => OperatingSystem.IsLinux() && LinuxCalls.Call(CallNumbers.GetUser.Here).Result == 0;

    /// <summary>The user that a file or folder belongs to; -1 where there is none.</summary>
    public static int OwnerOf(string path) => Status(path, OwnerWanted, status => Marshal.ReadInt32(status, OwnerOffset), -1);

    /// <summary>The number of a file in its file system (inode); 0 where there is none.</summary>
    public static long NumberOf(string path) => Status(path, NumberWanted, status => Marshal.ReadInt64(status, NumberOffset), 0);

    private static T Status<T>(string path, int wanted, Func<nint, T> read, T otherwise)
    {
        var status = Marshal.AllocHGlobal(StatusBytes);
        try
        {
            var (result, _) = LinuxCalls.CallWithPath(path, name => LinuxCalls.Call(CallNumbers.Status.Here, CurrentFolder, name, NoFollow, wanted, status));
            return result == 0 ? read(status) : otherwise;
        }
        finally
        {
            Marshal.FreeHGlobal(status);
        }
    }

    /// <summary>Gives one file or folder to a user and group; a symbolic link is not followed.</summary>
    /// <exception cref="IOException">It cannot be given.</exception>
    public static void Give(string path, int user, int group)
    {
        var (result, error) = LinuxCalls.CallWithPath(path, name => LinuxCalls.Call(CallNumbers.ChangeOwnerAt.Here, CurrentFolder, name, user, group, NoFollow));
        if (result != 0) throw new IOException($"{path} cannot be given to the user {user}: {LinuxCalls.Describe(error)}");
    }

    /// <summary>
    /// Gives a folder with all below. Only for what no confined process could have written into meanwhile: a hard link placed there
    /// would give away the file that it names.
    /// </summary>
    /// <exception cref="IOException">Something in it cannot be given.</exception>
    public static void GiveAll(string folder, int user, int group)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false }))
            Give(entry, user, group);
        Give(folder, user, group);
    }
}
