using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Sekisho.Testing;

namespace Sekisho.Flow.Tests.Support;

/// <summary>
/// A network name space of its own, with nothing in it but this machine's loopback device and addresses on it that look like
/// others' servers, every port free. One thread lives in it: sockets that it makes and programs that it starts belong there.
/// </summary>
public sealed class PrivateNetwork : IDisposable
{
    private const int NewNetwork = 0x40000000;

    private static readonly Lazy<bool> Tried = new(() =>
    {
        try
        {
            new PrivateNetwork("192.0.2.1").Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });

    private readonly BlockingCollection<Action> _work = new(16);
    private readonly Thread _thread;

    /// <summary>Makes one. Needs root.</summary>
    /// <param name="addresses">Addresses of "other machines": all of them are this one.</param>
    public PrivateNetwork(params string[] addresses)
    {
        _thread = new Thread(Serve) { IsBackground = true, Name = "private network" };
        _thread.Start();
        Run(() =>
        {
            if (Unshare(NewNetwork) != 0) throw new InvalidOperationException($"No name space: error {Marshal.GetLastPInvokeError()}.");
            Ip("link", "set", "lo", "up");
            foreach (var address in addresses) Ip("addr", "add", address + "/32", "dev", "lo");
            return true;
        });
    }

    /// <summary>Whether this machine lets one be made: a container may keep even root from it.</summary>
    public static bool CanBeMade => Tried.Value;

    /// <summary>Does something in the name space, and waits for it. What it awaits inside must make its sockets before.</summary>
    public T Run<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        try
        {
            return done.Task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            ExceptionDispatchInfo.Throw(exception);
            throw;
        }
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Serve()
    {
        foreach (var action in _work.GetConsumingEnumerable()) action();
    }

    private static void Ip(params string[] arguments)
    {
        var program = RunningProgram.Start("ip", arguments);
        var exitCode = program.WaitForExitAsync().GetAwaiter().GetResult();
        program.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (exitCode != 0) throw new InvalidOperationException($"ip {string.Join(' ', arguments)} ended with {exitCode}: {program.Output}");
    }

#pragma warning disable SYSLIB1054 // Source generation would need unsafe code.
    [DllImport("libc", EntryPoint = "unshare", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unshare(int flags);
#pragma warning restore SYSLIB1054
}
