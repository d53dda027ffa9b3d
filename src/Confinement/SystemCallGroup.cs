namespace Sekisho.Confinement;

/// <summary>Groups of system calls that a process can do without, so that confinement can take them away.</summary>
public enum SystemCallGroup
{
    /// <summary>Starting another program or process: execve, execveat, fork, vfork, clone of anything but a thread.</summary>
    Execute,

    /// <summary>Looking into other processes with a debugger's means: ptrace, pidfd_getfd, kcmp.</summary>
    Ptrace,

    /// <summary>Reading or writing another process's memory: process_vm_readv, process_vm_writev, process_madvise, moving its pages.</summary>
    ProcessMemory,

    /// <summary>Changing what is mounted where: mount, umount2, pivot_root, chroot, the new mount interface, files opened by handle.</summary>
    Mount,

    /// <summary>Loading programs into the kernel: bpf, perf_event_open.</summary>
    Bpf,

    /// <summary>The kernel's key store: add_key, request_key, keyctl.</summary>
    Keys,

    /// <summary>Loading code into the kernel: init_module, finit_module, delete_module, kexec_load, kexec_file_load.</summary>
    KernelModules,

    /// <summary>Opening network sockets (Unix sockets stay): socket with any family but AF_UNIX.</summary>
    NetworkSockets,

    /// <summary>New name spaces, in which more of the kernel can be reached: unshare, setns, clone with their flags.</summary>
    Namespaces,

    /// <summary>The asynchronous interface that goes around system-call filters: io_uring_setup, io_uring_enter, io_uring_register.</summary>
    IoUring,

    /// <summary>Handling page faults in user space, which makes kernel bugs exploitable: userfaultfd.</summary>
    UserFaults,

    /// <summary>Administration of the machine: clock, host name, swap, quotas, reboot, kernel log, ports, accounting, terminals' input.</summary>
    Administration,
}
