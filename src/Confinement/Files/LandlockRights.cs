namespace Sekisho.Confinement.Files;

/// <summary>The rights of Landlock on files and ports, and which version of the kernel's interface (ABI) has them (linux/landlock.h).</summary>
internal static class LandlockRights
{
    public const ulong Execute = 1 << 0;
    public const ulong WriteFile = 1 << 1;
    public const ulong ReadFile = 1 << 2;
    public const ulong ReadFolder = 1 << 3;
    public const ulong RemoveFolder = 1 << 4;
    public const ulong RemoveFile = 1 << 5;
    public const ulong MakeFolder = 1 << 7;
    public const ulong MakeFile = 1 << 8;
    public const ulong MakeSocket = 1 << 9;
    public const ulong MoveBetweenFolders = 1 << 13;
    public const ulong Truncate = 1 << 14;
    public const ulong DeviceControl = 1 << 15;

    /// <summary>TCP: bind(2) to a port.</summary>
    public const ulong BindTcp = 1 << 0;

    /// <summary>TCP: connect(2) to a port.</summary>
    public const ulong ConnectTcp = 1 << 1;

    /// <summary>Abstract Unix sockets and signals stay inside.</summary>
    public const ulong AllScopes = 0b11;

    /// <summary>The newest ABI whose rights are known here. A newer kernel offers at least these.</summary>
    public const int NewestAbi = 7;

    public const ulong Read = ReadFile | ReadFolder;

    public const ulong Write = Read | WriteFile | RemoveFolder | RemoveFile | MakeFolder | MakeFile | MoveBetweenFolders | Truncate;

    /// <summary>The rights that make sense on what is no folder; the kernel refuses a rule with others.</summary>
    public const ulong OnFiles = Execute | WriteFile | ReadFile | Truncate | DeviceControl;

    /// <summary>All rights on files that an ABI knows: what is handled and not granted by a rule is refused.</summary>
    public static ulong FilesOf(int abi) => abi switch
    {
        < 1 => 0,
        1 => (1UL << 13) - 1,
        2 => (1UL << 14) - 1,
        3 or 4 => (1UL << 15) - 1,
        _ => (1UL << 16) - 1,
    };
}
