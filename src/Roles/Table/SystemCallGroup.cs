namespace Sekisho.Roles.Table;

/// <summary>Groups of system calls that a role can do without, so that confinement can take them away.</summary>
public enum SystemCallGroup
{
    /// <summary>Starting another program: execve, execveat.</summary>
    Execute,

    /// <summary>Looking into other processes with a debugger's means: ptrace.</summary>
    Ptrace,

    /// <summary>Reading or writing another process's memory: process_vm_readv, process_vm_writev.</summary>
    ProcessMemory,

    /// <summary>Changing what is mounted where: mount, umount2, pivot_root, chroot, the new mount interface.</summary>
    Mount,

    /// <summary>Loading programs into the kernel: bpf, perf_event_open.</summary>
    Bpf,

    /// <summary>The kernel's key store: add_key, request_key, keyctl.</summary>
    Keys,

    /// <summary>Loading code into the kernel: init_module, finit_module, delete_module, kexec_load.</summary>
    KernelModules,

    /// <summary>Opening network sockets (Unix sockets stay): socket and connect with AF_INET, AF_INET6, AF_NETLINK, AF_PACKET.</summary>
    NetworkSockets,
}
