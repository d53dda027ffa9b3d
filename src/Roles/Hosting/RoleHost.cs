using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Confinement;
using Sekisho.Roles.Logs;
using Sekisho.Roles.Memory;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Hosting;

/// <summary>Runs one role in a process of its own: what <c>sekisho role</c> does.</summary>
public static class RoleHost
{
    /// <summary>How long a stop may take after the supervisor has gone, or after a hurried stop, before the process ends itself.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Reads the start order from standard input, builds and starts the role, answers its calls, says READY on
    /// standard output and ends when it is told to: SIGTERM or the word "stop" on standard input end it cleanly;
    /// "hurry", a second SIGTERM or the end of standard input (the supervisor died) end it at once but cleanly.
    /// SIGINT and SIGHUP are ignored: a terminal sends them to all processes at once, and the supervisor keeps the order.
    /// </summary>
    /// <param name="factory">Builds the role from its kind, its environment and its options.</param>
    /// <returns>The exit code: 0 after a clean stop, 70 after a failure that is in the log, 64 without a start order.</returns>
    public static Task<int> RunAsync(Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return RunAsync(_ => factory);
    }

    /// <summary>The same with a factory that sees the whole start order.</summary>
    internal static async Task<int> RunAsync(Func<RoleStart, Func<RoleKind, RoleEnvironment, JsonElement, IRole>> factoryOf)
    {
        ConfinementOutcome? confinement;
        try
        {
            RoleConfinement.EnterIfTold();
            confinement = RoleConfinement.Finish();
        }
        catch (ConfinementException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return HostProtocol.ExitFailed;
        }

        var clock = TimeProvider.System;
        using var stop = new CancellationTokenSource();
        using var hurry = new CancellationTokenSource();
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        var order = await input.ReadLineAsync();
        if (order == HostProtocol.Stop) return 0; // another role did not start, so the system does not either
        if (ReadStart(order) is not { } start)
        {
            await Console.Error.WriteLineAsync("This command is started by 'sekisho up', which gives it a start order on standard input.");
            return HostProtocol.ExitUsage;
        }

        OwnSession.Begin();
        await using var stream = new LogStream(Console.OpenStandardError(), json: true, clock);
        using var logs = new RoleLogs(stream, start.Instance, start.LogLevel, clock);
        var log = logs.CreateLogger("host");
        using var signals = new HostSignals(stop, hurry);
        AppDomain.CurrentDomain.UnhandledException += (_, happened) => EndAfterCrash(log, stream, happened.ExceptionObject as Exception);
        TaskScheduler.UnobservedTaskException += (_, happened) =>
        {
            Log.Unobserved(log, happened.Exception);
            happened.SetObserved();
        };
        Listen(input, stop, hurry, log);
        hurry.Token.UnsafeRegister(_ => EndLater(clock, log, stream), null);
        try
        {
            await ServeAsync(start, confinement, factoryOf(start), logs, clock, stop.Token, hurry.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0; // told to stop while still starting
        }
        catch (Exception problem)
        {
            Log.RoleFailed(log, start.Instance, problem.Message, problem);
            return HostProtocol.ExitFailed;
        }
    }

    private static async Task ServeAsync(
        RoleStart start, ConfinementOutcome? confinement, Func<RoleKind, RoleEnvironment, JsonElement, IRole> factory, RoleLogs logs, TimeProvider clock,
        CancellationToken stop, CancellationToken hurry)
    {
        await using var role = await RunningRole.StartAsync(start, factory, logs, clock, stop);
        if (confinement is not null) RoleConfinement.Seal();
        var ready = JsonSerializer.Serialize(new RoleReady(role.Addresses, confinement), HostJson.Default.RoleReady);
        await Console.Out.WriteLineAsync(HostProtocol.Ready + ready);
        // Not with the stop's token: a role that has started is stopped, however soon, and not just dropped.
        await Console.Out.FlushAsync(CancellationToken.None);
        await using var rest = RestingMemory.Watch(clock);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.UnsafeRegister(_ => stopping.TrySetResult(), null)) await stopping.Task;
        Log.RoleStopping(logs.CreateLogger("host"), hurry.IsCancellationRequested);
        await role.StopAsync(hurry);
    }

    private static RoleStart? ReadStart(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize(line, HostJson.Default.RoleStart);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Listens to the supervisor on a thread of its own: reading standard input blocks.</summary>
    private static void Listen(StreamReader input, CancellationTokenSource stop, CancellationTokenSource hurry, ILogger log)
    {
        var thread = new Thread(() =>
        {
            try
            {
                while (input.ReadLine() is { } word)
                {
                    if (word == HostProtocol.Stop) HostSignals.Set(stop);
                    if (word == HostProtocol.Hurry) break;
                }
            }
            catch (IOException)
            {
                // As its end.
            }

            // Reached after a stop, too: the supervisor keeps its end open until this process has ended.
            if (!stop.IsCancellationRequested) Log.SupervisorGone(log);
            HostSignals.Set(hurry);
            HostSignals.Set(stop);
        })
        {
            IsBackground = true,
            Name = "supervisor input",
        };
        thread.Start();
    }

    /// <summary>A stop that hangs ends nevertheless: nobody else will end this process once the supervisor has gone.</summary>
    private static void EndLater(TimeProvider clock, ILogger log, LogStream stream) => _ = Task.Run(async () =>
    {
        await Task.Delay(LastPatience, clock);
        Log.StopHangs(log, LastPatience.TotalSeconds);
        await Task.WhenAny(stream.DisposeAsync().AsTask(), Task.Delay(TimeSpan.FromSeconds(1), clock));
        Environment.Exit(HostProtocol.ExitFailed);
    });

    private static void EndAfterCrash(ILogger log, LogStream stream, Exception? problem)
    {
        Log.Crashed(log, problem);
        stream.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(2));
        Environment.Exit(HostProtocol.ExitFailed);
    }
}
