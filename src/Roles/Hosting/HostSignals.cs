using System.Runtime.InteropServices;

namespace Sekisho.Roles.Hosting;

/// <summary>What the signals mean to a role's process.</summary>
internal sealed class HostSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public HostSignals(CancellationTokenSource stop, CancellationTokenSource hurry) =>
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                if (stop.IsCancellationRequested) Set(hurry);
                Set(stop);
            }),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Ignore),
        ];

    /// <summary>Sets a source that may be gone already: a signal may come at the very end.</summary>
    public static void Set(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The end has been reached without it.
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private static void Ignore(PosixSignalContext signal) => signal.Cancel = true;
}
