using System.Buffers.Binary;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Files;

/// <summary>
/// A Landlock ruleset: everything it handles is refused to the thread that enters it, and to all that this thread starts, except
/// what a rule allows (Documentation/userspace-api/landlock.rst of the kernel).
/// </summary>
internal sealed class LandlockRuleset : IDisposable
{
    private const int RulePath = 1;
    private const int RulePort = 2;
    private const int VersionFlag = 1;

    /// <summary>LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON, ABI 7: refusals are audited after the program was executed anew, too.</summary>
    private const int LogAfterExecute = 1 << 1;

    private const int PathOnly = 0x200000; // O_PATH
    private const int CloseOnExecute = 0x80000; // O_CLOEXEC
    private const int CurrentFolder = -100; // AT_FDCWD

    private readonly int _descriptor;
    private readonly int _abi;
    private readonly ulong _files;

    private LandlockRuleset(int descriptor, int abi, ulong files) => (_descriptor, _abi, _files) = (descriptor, abi, files);

    /// <summary>The version of the kernel's interface; 0 where there is none.</summary>
    public static int Abi()
    {
        var (version, _) = LinuxCalls.Call(CallNumbers.CreateRuleset.Here, 0, 0, VersionFlag);
        return version > 0 ? (int)Math.Min(version, LandlockRights.NewestAbi) : 0;
    }

    /// <summary>Makes a ruleset that refuses everything that is said here.</summary>
    /// <param name="abi">The kernel's version.</param>
    /// <param name="ports">Rights on TCP ports to handle, where the kernel has them.</param>
    /// <returns>The ruleset, or null and the error.</returns>
    public static (LandlockRuleset? Ruleset, int Error) Create(int abi, ulong ports)
    {
        var files = LandlockRights.FilesOf(abi);
        Span<byte> attribute = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(attribute, files);
        BinaryPrimitives.WriteUInt64LittleEndian(attribute[8..], abi >= 4 ? ports : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(attribute[16..], abi >= 6 ? LandlockRights.AllScopes : 0);
        var size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
        var (descriptor, error) = LinuxCalls.CallWith(attribute[..size], at => LinuxCalls.Call(CallNumbers.CreateRuleset.Here, at, size, 0));
        return descriptor < 0 ? (null, error) : (new LandlockRuleset((int)descriptor, abi, files), 0);
    }

    /// <summary>Allows rights on a file, or on a folder and all below.</summary>
    /// <param name="path">The path; symbolic links are followed now and not again.</param>
    /// <param name="rights">The rights; those that the kernel does not know or that make no sense on a file are left out.</param>
    /// <param name="keepOpen">
    /// Keeps the path open in the program that is executed next: the kernel forgets the folders of <c>/proc</c> when it needs memory and
    /// makes them anew, and a rule holds for the old one only.
    /// </param>
    /// <returns>0, or the error: ENOENT where there is nothing at the path.</returns>
    public int Allow(string path, ulong rights, bool keepOpen = false)
    {
        var (opened, openError) = LinuxCalls.CallWithPath(
            path, name => LinuxCalls.Call(CallNumbers.OpenAt.Here, CurrentFolder, name, PathOnly | (keepOpen ? 0 : CloseOnExecute)));
        if (opened < 0) return openError;
        if (!Directory.Exists(path)) rights &= LandlockRights.OnFiles;
        // struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 of descriptor.
        Span<byte> attribute = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(attribute, rights & _files);
        BinaryPrimitives.WriteInt32LittleEndian(attribute[8..], (int)opened);
        var (result, error) = (rights & _files) == 0 ? (0, 0) : Add(RulePath, attribute);
        if (!keepOpen) LinuxCalls.Call(CallNumbers.Close.Here, (nint)opened);
        return result < 0 ? error : 0;
    }

    /// <summary>Allows rights on a TCP port.</summary>
    public int AllowPort(int port, ulong rights)
    {
        if (_abi < 4) return 0;
        Span<byte> attribute = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(attribute, rights);
        BinaryPrimitives.WriteUInt64LittleEndian(attribute[8..], (ulong)port);
        return Add(RulePort, attribute).Error;
    }

    /// <summary>Enters it: this thread and all that it starts, for good.</summary>
    public int Enter() => LinuxCalls.Call(CallNumbers.RestrictSelf.Here, _descriptor, _abi >= 7 ? LogAfterExecute : 0).Error;

    public void Dispose() => LinuxCalls.Call(CallNumbers.Close.Here, _descriptor);

    private (long Result, int Error) Add(int kind, ReadOnlySpan<byte> attribute) =>
        LinuxCalls.CallWith(attribute, at => LinuxCalls.Call(CallNumbers.AddRule.Here, _descriptor, kind, at, 0));
}
