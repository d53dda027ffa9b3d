using System.Globalization;
using System.Runtime.InteropServices;
using Sekisho.Confinement.Native;

namespace Sekisho.Confinement.Probing;

/// <summary>Really tries to get at other processes, from inside a confinement. Nothing is changed in them.</summary>
public static class ProcessAttempts
{
    private const int Seize = 0x4206; // PTRACE_SEIZE
    private const int NoSuchProcess = 3; // ESRCH

    /// <summary>Becomes its debugger. Ends with the calling thread.</summary>
    public static AttemptResult Debug(int process) => Judge(LinuxCalls.Call(CallNumbers.Ptrace.Here, Seize, process));

    /// <summary>Reads its memory by process_vm_readv(2), at an address that it does not have: a refusal comes before the address is looked at.</summary>
    public static AttemptResult ReadMemory(int process)
    {
        var piece = Marshal.AllocHGlobal(32);
        try
        {
            // struct iovec: where to, and from where: one byte at address 4096.
            Marshal.WriteInt64(piece, 0, piece + 24);
            Marshal.WriteInt64(piece, 8, 1);
            var remote = Marshal.AllocHGlobal(16);
            Marshal.WriteInt64(remote, 0, 4096);
            Marshal.WriteInt64(remote, 8, 1);
            var outcome = LinuxCalls.Call(CallNumbers.ReadProcess.Here, process, piece, 1, remote, 1, 0);
            Marshal.FreeHGlobal(remote);
            return Judge(outcome);
        }
        finally
        {
            Marshal.FreeHGlobal(piece);
        }
    }

    /// <summary>Opens its memory as a file.</summary>
    public static AttemptResult OpenMemory(int process) => FileAttempts.Open(Of(process, "mem"));

    /// <summary>Reads its environment variables.</summary>
    public static AttemptResult ReadEnvironment(int process) => FileAttempts.Read(Of(process, "environ"));

    /// <summary>Sends it a signal: number 0, which does nothing but asks for the permission.</summary>
    public static AttemptResult Signal(int process) => Judge(LinuxCalls.Call(CallNumbers.Kill.Here, process, 0));

    /// <summary>Takes a copy of one of its open files or sockets.</summary>
    public static AttemptResult TakeDescriptor(int process)
    {
        var (handle, error) = LinuxCalls.Call(CallNumbers.OpenProcess.Here, process, 0);
        if (handle < 0) return Judge((handle, error));
        var taken = LinuxCalls.Call(CallNumbers.TakeDescriptor.Here, (nint)handle, 0, 0);
        LinuxCalls.Call(CallNumbers.Close.Here, (nint)handle);
        if (taken.Result >= 0) LinuxCalls.Call(CallNumbers.Close.Here, (nint)taken.Result);
        return Judge(taken);
    }

    private static string Of(int process, string file) => string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}");

    private static AttemptResult Judge((long Result, int Error) outcome) => outcome switch
    {
        ( >= 0, _) => AttemptResult.Done("done"),
        (_, LinuxCalls.NotPermitted or LinuxCalls.AccessDenied or LinuxCalls.NoSuchCall or NoSuchProcess) => AttemptResult.Refused(LinuxCalls.Describe(outcome.Error)),
        _ => AttemptResult.Done($"let through: {LinuxCalls.Describe(outcome.Error)}"),
    };
}
