using System.Runtime.InteropServices;
using Sekisho.Bench.Mail;
using Sekisho.Bench.Mail.Report;

// ./sekisho bench mail: Sekisho beside Postfix, and beside Postfix with Rspamd, on this machine, over loopback.
if (BenchOptions.Read(args, out var error) is not { } options)
{
    await Console.Error.WriteLineAsync($"{error}\n\n{BenchOptions.Usage}");
    return 2;
}

// A bound for everything together: a benchmark that hangs ends by itself and cleans up.
using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(30), TimeProvider.System);
void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

var folder = Path.Combine(Path.GetFullPath(options.Folder), $"sekisho-bench-{Environment.ProcessId}");
Directory.CreateDirectory(folder);
try
{
    // Postfix and Rspamd run as users of their own and must be able to pass through.
    File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead | UnixFileMode.GroupRead);
    return await new Bench(options, new Printer(options.Json, Console.Out), folder).RunAsync(stop.Token) ? 0 : 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("bench mail: ended early; everything it started has been stopped");
    return 130;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
