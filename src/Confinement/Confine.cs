using System.Net.Sockets;
using Sekisho.Confinement.Files;
using Sekisho.Confinement.Native;
using Sekisho.Confinement.Privileges;
using Sekisho.Confinement.SystemCalls;

namespace Sekisho.Confinement;

/// <summary>
/// Confines this process, for good. There are two steps, because Landlock, users and capabilities belong to single threads, and a .NET
/// process has several before its first line of code runs:
/// <list type="number">
/// <item><see cref="Thread"/> confines the calling thread alone; <see cref="ProgramRestart"/> then executes the program anew from that
/// thread. All other threads end, and every thread of the new program is born confined.</item>
/// <item><see cref="Running"/>, first thing in the new program: the filter of system calls for all threads, now that nothing needs to
/// be executed any more; the limits; the memory hidden.</item>
/// </list>
/// </summary>
public static class Confine
{
    /// <summary>
    /// Confines the calling thread, and what it starts: no new privileges, files, TCP ports, scopes, user and capabilities. Other
    /// threads of this process stay free: follow it with <see cref="ProgramRestart.Execute"/> on the same thread.
    /// </summary>
    /// <returns>What holds now and what does not. Where <see cref="ConfinementPolicy.IsRequired"/> and something is missing, end the process.</returns>
    public static ConfinementOutcome Thread(ConfinementPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (Machine.Here is null) return new ConfinementOutcome([], KernelSupport.Detect().MissingFor(policy));
        if (ProcessControl.Set(ProcessControl.SetNoNewPrivileges, 1) is (not 0, var error))
            return new ConfinementOutcome([], [new MissingPart(ConfinementPart.NoNewPrivileges, $"PR_SET_NO_NEW_PRIVS failed: {LinuxCalls.Describe(error)}")]);
        // Paths are opened with the rights of before: the new user need not be able to look into the folders above its own.
        var outcome = new ConfinementOutcome([ConfinementPart.NoNewPrivileges], []).And(FileConfinement.Enter(policy));
        Capabilities.LimitBoundingSet(policy.KeepsBindService);
        if (policy.UserId is { } user) outcome = outcome.And(Made(ConfinementPart.User, UserChange.To(user, policy.GroupId)));
        return outcome.And(Made(ConfinementPart.Capabilities, Capabilities.Limit(policy.KeepsBindService)));
    }

    /// <summary>Confines the running process with all its threads: limits, hidden memory, the filter of system calls.</summary>
    /// <returns>What holds now and what does not.</returns>
    public static ConfinementOutcome Running(ConfinementPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (Machine.Here is null) return ConfinementOutcome.None;
        // .NET finds out once which families there are, by opening a datagram socket of each: it would believe that Unix sockets are missing.
        _ = Socket.OSSupportsUnixDomainSockets || Socket.OSSupportsIPv4 || Socket.OSSupportsIPv6;
        var outcome = Made(ConfinementPart.Memory, HideMemory()).And(Made(ConfinementPart.Limits, Limits.Set(policy.Limits)));
        return outcome.And(Made(ConfinementPart.SystemCalls, SystemCallFilter.Set(policy)));
    }

    /// <summary>
    /// A last step, once the process serves and has all its sockets: where the policy lets it listen on no TCP port, it can listen on
    /// nothing further. Landlock looks at bind(2) only, and a socket that listens without it gets a port that the kernel chooses.
    /// </summary>
    /// <returns>What is missing; nothing of its own is reported where it holds.</returns>
    public static ConfinementOutcome Serving(ConfinementPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (Machine.Here is null || policy.ListenPorts is not { Count: 0 }) return ConfinementOutcome.None;
        return SystemCallFilter.Seal() is { } problem ? new ConfinementOutcome([], [new MissingPart(ConfinementPart.SystemCalls, problem)]) : ConfinementOutcome.None;
    }

    /// <summary>
    /// Both steps at once, on the calling thread: for a process that has only one, or for a thread that is to be confined while the
    /// others are trusted. Landlock, user and capabilities hold for this thread and those it starts; everything else for the process.
    /// </summary>
    /// <returns>What holds now and what the kernel does not offer.</returns>
    public static ConfinementOutcome Apply(ConfinementPolicy policy) => Thread(policy).And(Running(policy));

    /// <summary>
    /// Hides memory and environment of this process (<c>/proc/PID/mem</c>, <c>environ</c>, ptrace) from other processes of its user
    /// (PR_SET_DUMPABLE). Execution makes them visible again.
    /// </summary>
    /// <returns>Null, or why not.</returns>
    public static string? HideMemory()
    {
        if (Machine.Here is null) return "not on this system";
        return ProcessControl.Set(ProcessControl.SetDumpable, 0) is (not 0, var error) ? $"PR_SET_DUMPABLE failed: {LinuxCalls.Describe(error)}" : null;
    }

    private static ConfinementOutcome Made(ConfinementPart part, string? problem) =>
        problem is null ? new ConfinementOutcome([part], []) : new ConfinementOutcome([], [new MissingPart(part, problem)]);
}
