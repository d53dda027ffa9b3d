using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.SystemCalls;

/// <summary>Sets a seccomp filter for every thread of the process (seccomp(2), SECCOMP_FILTER_FLAG_TSYNC), for good.</summary>
internal static class SystemCallFilter
{
    private const int SetModeFilter = 1;
    private const int GetActionAvailable = 2;
    private const int AllThreads = 1;

    /// <summary>What is refused goes to the kernel's audit log: a program that never executes anything makes every try an alarm.</summary>
    private const int LogRefusals = 2;

    /// <summary>Whether the kernel has filters that can refuse with an error. Asking changes nothing.</summary>
    public static bool IsAvailable()
    {
        Span<byte> action = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(action, FilterProgram.KillProcess);
        return LinuxCalls.CallWith(action, at => LinuxCalls.Call(CallNumbers.FilterCalls.Here, GetActionAvailable, 0, at)).Result == 0;
    }

    /// <summary>Sets it.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Set(ConfinementPolicy policy)
    {
        if (Machine.Here is not { } machine) return "the architecture's system calls are not known";
        return Set(FilterProgram.Quiet(policy, machine), AllThreads) ?? Set(FilterProgram.Of(policy, machine), AllThreads | LogRefusals);
    }

    /// <summary>Sets the further filter of a process that has begun to serve.</summary>
    /// <returns>Null, or why not.</returns>
    public static string? Seal() =>
        Machine.Here is { } machine ? Set(FilterProgram.Sealed(machine), AllThreads | LogRefusals) : "the architecture's system calls are not known";

    private static string? Set(IReadOnlyList<FilterInstruction> program, int flags)
    {
        var bytes = new byte[program.Count * 8];
        for (var i = 0; i < program.Count; i++)
        {
            var at = bytes.AsSpan(i * 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            at[2] = program[i].IfTrue;
            at[3] = program[i].IfFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Value);
        }

        var (result, error) = LinuxCalls.CallWith(bytes, code =>
        {
            // struct sock_fprog: the number of instructions, six bytes of padding, their address.
            var head = new byte[16];
            BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)program.Count);
            MemoryMarshal.Write(head.AsSpan(8), code);
            return LinuxCalls.CallWith(head, at => LinuxCalls.Call(CallNumbers.FilterCalls.Here, SetModeFilter, flags, at));
        });
        return result switch
        {
            0 => null,
            > 0 => $"the kernel could not set the seccomp filter for the thread {result}, which has another one",
            _ => $"the kernel refused the seccomp filter: {LinuxCalls.Describe(error)}",
        };
    }
}
