using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Probing;

/// <summary>Really tries the system calls of a group, from inside a confinement, with arguments that do no harm where they are let through.</summary>
public static class KernelAttempts
{
    private const int BadPointer = 1;
    private const int NewUserNamespace = 0x10000000; // CLONE_NEWUSER
    private const int SessionKeyring = -3; // KEY_SPEC_SESSION_KEYRING
    private const int FamilyNetlink = 16;
    private const int FamilyVirtualMachine = 40; // AF_VSOCK
    private const int RawSocket = 3;
    private const int Stream = 1;
    private const int Nobody = 65534;

    /// <summary>Tries one call of the group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="folder">A folder of its own, to mount over.</param>
    public static AttemptResult Try(SystemCallGroup group, string folder) => group switch
    {
        SystemCallGroup.Execute => FileAttempts.Execute("/bin/true"),
        // Of no process: the question whether it may comes first.
        SystemCallGroup.Ptrace => Judge(LinuxCalls.Call(CallNumbers.Ptrace.Here, 0x4206, int.MaxValue)),
        SystemCallGroup.ProcessMemory => Judge(LinuxCalls.Call(CallNumbers.ReadProcess.Here, Environment.ProcessId, 0, 0, 0, 0, 0)),
        SystemCallGroup.Mount => Mount(folder),
        SystemCallGroup.Bpf => Judge(LinuxCalls.Call(CallNumbers.PerformanceEvent.Here, BadPointer, 0, -1, -1)),
        SystemCallGroup.Keys => Judge(LinuxCalls.Call(CallNumbers.KeyControl.Here, 0, SessionKeyring, 0)),
        SystemCallGroup.KernelModules => Judge(LinuxCalls.Call(CallNumbers.InitModule.Here, BadPointer, 1, BadPointer)),
        SystemCallGroup.NetworkSockets => Judge(LinuxCalls.Call(CallNumbers.Socket.Here, FamilyNetlink, RawSocket)),
        // Several threads cannot enter one: an error of that kind means that the kernel would do it for a single one.
        SystemCallGroup.Namespaces => Judge(LinuxCalls.Call(CallNumbers.Unshare.Here, NewUserNamespace)),
        SystemCallGroup.IoUring => Judge(LinuxCalls.Call(CallNumbers.IoRingSetup.Here, 1, BadPointer)),
        SystemCallGroup.UserFaults => Judge(LinuxCalls.Call(CallNumbers.UserFault.Here, 1)),
        SystemCallGroup.Administration => Judge(LinuxCalls.Call(CallNumbers.SetHostName.Here, BadPointer, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Say how to try it."),
    };

    /// <summary>Opens a socket to the host of a virtual machine (vsock), which goes around every network rule.</summary>
    public static AttemptResult OpenVirtualMachineSocket() => Judge(LinuxCalls.Call(CallNumbers.Socket.Here, FamilyVirtualMachine, Stream));

    /// <summary>Becomes another user, root if it is not, for this thread, and undoes it.</summary>
    public static AttemptResult BecomeAnotherUser()
    {
        var (own, _) = LinuxCalls.Call(CallNumbers.GetUser.Here);
        var outcome = LinuxCalls.Call(CallNumbers.SetUsers.Here, own == 0 ? Nobody : 0, -1, -1);
        if (outcome.Result == 0) LinuxCalls.Call(CallNumbers.SetUsers.Here, (nint)own, -1, -1);
        return Judge(outcome);
    }

    private static AttemptResult Mount(string folder) => Judge(LinuxCalls.CallWithPath("tmpfs", type => LinuxCalls.CallWithPath(folder, at =>
    {
        var outcome = LinuxCalls.Call(CallNumbers.Mount.Here, type, at, type, 0, 0);
        if (outcome.Result == 0) LinuxCalls.Call(CallNumbers.Unmount.Here, at, 0);
        return outcome;
    })));

    private static AttemptResult Judge((long Result, int Error) outcome)
    {
        if (outcome.Result >= 0) return AttemptResult.Done("done");
        return outcome.Error is LinuxCalls.NotPermitted or LinuxCalls.AccessDenied or LinuxCalls.NoSuchCall or LinuxCalls.FamilyNotSupported
            ? AttemptResult.Refused(LinuxCalls.Describe(outcome.Error))
            : AttemptResult.Done($"let through: {LinuxCalls.Describe(outcome.Error)}");
    }
}
