using System.Buffers.Binary;
using Sekisho.Confinement.Native;
using Sekisho.Confinement.SystemCalls;

namespace Sekisho.Confinement.Tests.SystemCalls;

/// <summary>Runs a filter as the kernel would, for architectures that are not here.</summary>
internal static class FilterMachine
{
    public static uint Run(IReadOnlyList<FilterInstruction> program, Machine machine, int number, params uint[] arguments) =>
        Run(program, machine.AuditArchitecture, (uint)number, arguments);

    public static uint Run(IReadOnlyList<FilterInstruction> program, uint architecture, uint number, params uint[] arguments)
    {
        // struct seccomp_data, little endian.
        var data = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), architecture);
        for (var i = 0; i < arguments.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(16 + (8 * i)), arguments[i]);
        uint accumulator = 0;
        for (var at = 0; at < program.Count; at++)
        {
            var (code, ifTrue, ifFalse, value) = program[at];
            switch (code)
            {
                case FilterInstruction.Load: accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)value)); break;
                case FilterInstruction.And: accumulator &= value; break;
                case FilterInstruction.JumpIfEqual: at += accumulator == value ? ifTrue : ifFalse; break;
                case FilterInstruction.JumpIfAtLeast: at += accumulator >= value ? ifTrue : ifFalse; break;
                case FilterInstruction.JumpIfAnyBit: at += (accumulator & value) != 0 ? ifTrue : ifFalse; break;
                case FilterInstruction.Return: return value;
                default: throw new InvalidOperationException($"No instruction {code:x}.");
            }
        }

        throw new InvalidOperationException("The program has no end.");
    }
}
