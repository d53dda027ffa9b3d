using System.Runtime.InteropServices;

namespace Sekisho.Roles.Hosting;

/// <summary>
/// Takes a role's process out of the supervisor's process group and terminal (setsid(2)): signals that a terminal
/// or a program like timeout(1) sends to the whole group then reach the supervisor alone, which keeps the order.
/// </summary>
internal static class OwnSession
{
    /// <summary>Begins a session of its own; does nothing where the process leads a group already.</summary>
    public static void Begin() => _ = SetSid();

#pragma warning disable SYSLIB1054 // LibraryImport would need unsafe code; this one takes no arguments at all
    [DllImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSid();
#pragma warning restore SYSLIB1054
}
