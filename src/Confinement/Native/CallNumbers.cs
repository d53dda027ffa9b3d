namespace Sekisho.Confinement.Native;

/// <summary>The system calls that this library makes itself, or looks into the arguments of.</summary>
internal static class CallNumbers
{
    public static readonly CallNumber Read = new("read", 0, 63);
    public static readonly CallNumber Close = new("close", 3, 57);
    public static readonly CallNumber IoControl = new("ioctl", 16, 29);
    public static readonly CallNumber Socket = new("socket", 41, 198);
    public static readonly CallNumber SocketPair = new("socketpair", 53, 199);
    public static readonly CallNumber Connect = new("connect", 42, 203);
    public static readonly CallNumber Listen = new("listen", 50, 201);
    public static readonly CallNumber SendTo = new("sendto", 44, 206);
    public static readonly CallNumber SendMessage = new("sendmsg", 46, 211);
    public static readonly CallNumber SendMessages = new("sendmmsg", 307, 269);
    public static readonly CallNumber Clone = new("clone", 56, 220);
    public static readonly CallNumber Clone3 = CallNumber.Same("clone3", 435);
    public static readonly CallNumber Execute = new("execve", 59, 221);
    public static readonly CallNumber Kill = new("kill", 62, 129);
    public static readonly CallNumber Ptrace = new("ptrace", 101, 117);
    public static readonly CallNumber GetUser = new("geteuid", 107, 175);
    public static readonly CallNumber SetUsers = new("setresuid", 117, 147);
    public static readonly CallNumber SetGroups = new("setresgid", 119, 149);
    public static readonly CallNumber SetOtherGroups = new("setgroups", 116, 159);
    public static readonly CallNumber GetCapabilities = new("capget", 125, 90);
    public static readonly CallNumber SetCapabilities = new("capset", 126, 91);
    public static readonly CallNumber ProcessControl = new("prctl", 157, 167);
    public static readonly CallNumber Mount = new("mount", 165, 40);
    public static readonly CallNumber Unmount = new("umount2", 166, 39);
    public static readonly CallNumber OpenAt = new("openat", 257, 56);
    public static readonly CallNumber ChangeOwnerAt = new("fchownat", 260, 54);
    public static readonly CallNumber Unshare = new("unshare", 272, 97);
    public static readonly CallNumber SetLimit = new("prlimit64", 302, 261);
    public static readonly CallNumber ReadProcess = new("process_vm_readv", 310, 270);
    public static readonly CallNumber Status = new("statx", 332, 291);
    public static readonly CallNumber FilterCalls = new("seccomp", 317, 277);
    public static readonly CallNumber Bpf = new("bpf", 321, 280);
    public static readonly CallNumber UserFault = new("userfaultfd", 323, 282);
    public static readonly CallNumber InitModule = new("init_module", 175, 105);
    public static readonly CallNumber KeyControl = new("keyctl", 250, 219);
    public static readonly CallNumber PerformanceEvent = new("perf_event_open", 298, 241);
    public static readonly CallNumber SetHostName = new("sethostname", 170, 161);
    public static readonly CallNumber IoRingSetup = CallNumber.Same("io_uring_setup", 425);
    public static readonly CallNumber OpenProcess = CallNumber.Same("pidfd_open", 434);
    public static readonly CallNumber TakeDescriptor = CallNumber.Same("pidfd_getfd", 438);
    public static readonly CallNumber CreateRuleset = CallNumber.Same("landlock_create_ruleset", 444);
    public static readonly CallNumber AddRule = CallNumber.Same("landlock_add_rule", 445);
    public static readonly CallNumber RestrictSelf = CallNumber.Same("landlock_restrict_self", 446);
}
