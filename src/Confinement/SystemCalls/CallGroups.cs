using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.SystemCalls;

/// <summary>The system calls of each group that are refused whatever their arguments.</summary>
internal static class CallGroups
{
    /// <summary>The calls of one group.</summary>
    public static IReadOnlyList<CallNumber> Of(SystemCallGroup group) => group switch
    {
        SystemCallGroup.Execute => [CallNumbers.Execute, new("execveat", 322, 281), new("fork", 57, -1), new("vfork", 58, -1)],
        SystemCallGroup.Ptrace => [CallNumbers.Ptrace, CallNumbers.TakeDescriptor, new("kcmp", 312, 272)],
        SystemCallGroup.ProcessMemory =>
        [
            CallNumbers.ReadProcess, new("process_vm_writev", 311, 271), CallNumber.Same("process_madvise", 440), CallNumber.Same("process_mrelease", 448),
            new("move_pages", 279, 239), new("migrate_pages", 256, 238),
        ],
        SystemCallGroup.Mount =>
        [
            CallNumbers.Mount, CallNumbers.Unmount, new("pivot_root", 155, 41), new("chroot", 161, 51), CallNumber.Same("open_tree", 428),
            CallNumber.Same("move_mount", 429), CallNumber.Same("fsopen", 430), CallNumber.Same("fsconfig", 431), CallNumber.Same("fsmount", 432),
            CallNumber.Same("fspick", 433), CallNumber.Same("mount_setattr", 442), CallNumber.Same("open_tree_attr", 467),
            new("name_to_handle_at", 303, 264), new("open_by_handle_at", 304, 265), new("fanotify_init", 300, 262),
        ],
        SystemCallGroup.Bpf => [CallNumbers.Bpf, CallNumbers.PerformanceEvent],
        SystemCallGroup.Keys => [new("add_key", 248, 217), new("request_key", 249, 218), CallNumbers.KeyControl],
        SystemCallGroup.KernelModules =>
        [
            CallNumbers.InitModule, new("finit_module", 313, 273), new("delete_module", 176, 106), new("kexec_load", 246, 104), new("kexec_file_load", 320, 294),
        ],
        SystemCallGroup.NetworkSockets => [], // by its arguments
        SystemCallGroup.Namespaces => [CallNumbers.Unshare, new("setns", 308, 268)],
        SystemCallGroup.IoUring => [CallNumbers.IoRingSetup, CallNumber.Same("io_uring_enter", 426), CallNumber.Same("io_uring_register", 427)],
        SystemCallGroup.UserFaults => [CallNumbers.UserFault],
        SystemCallGroup.Administration =>
        [
            new("reboot", 169, 142), new("swapon", 167, 224), new("swapoff", 168, 225), new("acct", 163, 89), new("settimeofday", 164, 170),
            new("clock_settime", 227, 112), new("adjtimex", 159, 171), new("clock_adjtime", 305, 266), CallNumbers.SetHostName,
            new("setdomainname", 171, 162), new("syslog", 103, 116), new("quotactl", 179, 60), CallNumber.Same("quotactl_fd", 443),
            new("iopl", 172, -1), new("ioperm", 173, -1), new("modify_ldt", 154, -1), new("vhangup", 153, 58), new("personality", 135, 92),
            new("uselib", 134, -1), new("nfsservctl", 180, 42), new("_sysctl", 156, -1), new("lookup_dcookie", 212, 18),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Name its calls."),
    };
}
