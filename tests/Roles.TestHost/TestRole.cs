using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.TestHost;

/// <summary>A role that does what the question says: to be asked, killed and stopped by tests.</summary>
public sealed class TestRole(RoleKind kind, RoleEnvironment environment, JsonElement options) : IRole
{
    private readonly ILogger _log = environment.Logs.CreateLogger("test");
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RoleKind Kind => kind;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses =>
        kind == RoleKind.Mx ? new Dictionary<string, IReadOnlyList<string>> { ["mx"] = ["127.0.0.1:2525"] } : new Dictionary<string, IReadOnlyList<string>>();

    public void Map(ICallRegistry calls)
    {
        if (kind == RoleKind.Store)
        {
            calls.Answer(TestCalls.Accept, AnswerAsync);
            calls.Answer(TestCalls.ReadContent, AnswerAsync);
            calls.Answer(TestCalls.Status, AnswerAsync);
        }
        else if (kind == RoleKind.Inspect)
        {
            calls.Answer(TestCalls.Inspect, AnswerAsync);
            calls.Answer(TestCalls.Rules, AnswerAsync);
        }
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        switch (Option("start"))
        {
            case "throw": throw new IOException("The port 127.0.0.1:25 is taken.");
            case "hang": await Task.Delay(Timeout.InfiniteTimeSpan, environment.Clock, cancellation); break;
            case "crash-again" when File.Exists(Path.Combine(environment.Folder, "started")): throw new IOException("It does not come back.");
            case "ask-store":
                // Whoever is called must be ready before the caller starts.
                await environment.Calls.SendAsync(TestCalls.Accept, new Question { Text = "at start" }, cancellation: cancellation);
                break;
        }

        await File.WriteAllTextAsync(Path.Combine(environment.Folder, "started"), environment.RunId, cancellation);
        TestLog.Started(_log, environment.RunId);
    }

    public async Task StopAsync(CancellationToken hurry)
    {
        TestLog.Stops(_log, hurry.IsCancellationRequested);
        _stopped.TrySetResult();
        if (Option("stop") == "hang") await Task.Delay(Timeout.InfiniteTimeSpan, environment.Clock, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(environment.Folder, "stopped"), environment.RunId, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async ValueTask<Answer> AnswerAsync(CallContext context, Question question)
    {
        switch (question.Do)
        {
            case "echo": break;
            case "read": return Reply(context, question, number: await DrainAsync(context));
            case "hang": await Task.Delay(Timeout.InfiniteTimeSpan, environment.Clock, context.Aborted); break;
            case "until-stop": await _stopped.Task.WaitAsync(context.Aborted); break;
            case "busy": Spin(question.Number); break;
            case "exit": Environment.Exit(3); break;
            case "crash-hang":
                ThreadPool.UnsafeQueueUserWorkItem(_ => throw new InvalidOperationException("Crashed as asked."), null);
                await Task.Delay(Timeout.InfiniteTimeSpan, environment.Clock, context.Aborted);
                break;
            case "throw": throw new InvalidOperationException("A secret of the callee.");
            case "reject": throw new CallException(CallFailure.Rejected, question.Text);
            case "overload": throw new CallException(CallFailure.Overloaded, question.Text);
            case "peak": return Reply(context, question, number: PeakBytes());
            case "variable": return Reply(context, question with { Text = Environment.GetEnvironmentVariable(question.Text) ?? "" }, 0);
            case "variables": return Reply(context, question with { Text = string.Join(' ', Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal)) }, 0);
            case "limits": return Reply(context, question with { Text = await File.ReadAllTextAsync("/proc/self/limits", context.Aborted) }, 0);
            case "content":
                context.ReplyContentLength = question.Number;
                context.ReplyContent = (stream, cancellation) => WriteAsync(stream, question.Number, cancellation);
                break;
            case "short-content":
                context.ReplyContentLength = question.Number;
                context.ReplyContent = (stream, cancellation) => WriteAsync(stream, question.Number - 1, cancellation);
                break;
            case "pass-on":
                // mx passes it on to the store: a chain of calls through two processes.
                return await environment.Calls.SendAsync(TestCalls.Accept, question with { Do = "read" }, cancellation: context.Aborted);
        }

        return Reply(context, question, question.Number);
    }

    private Answer Reply(CallContext context, Question question, long number) => new()
    {
        Text = question.Text,
        Number = number,
        Caller = RoleTable.NameOf(context.Caller),
        Instance = environment.InstanceName,
    };

    private string? Option(string name) =>
        options.ValueKind == JsonValueKind.Object && options.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static async Task<long> DrainAsync(CallContext context)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        while (await context.Content.ReadAsync(buffer, context.Aborted) is > 0 and var read) total += read;
        return total;
    }

    private static async Task WriteAsync(Stream stream, long bytes, CancellationToken cancellation)
    {
        var buffer = new byte[100_000];
        for (var left = bytes; left > 0; left -= Math.Min(left, buffer.Length))
            await stream.WriteAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation);
    }

    private void Spin(long milliseconds)
    {
        var began = environment.Clock.GetTimestamp();
        while (environment.Clock.GetElapsedTime(began).TotalMilliseconds < milliseconds)
        {
        }
    }

    /// <summary>The most resident memory this process ever had.</summary>
    private static long PeakBytes() =>
        1024 * File.ReadLines("/proc/self/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])).Single();
}

internal static partial class TestLog
{
    [LoggerMessage(1, LogLevel.Information, "Test role started as {RunId}")]
    public static partial void Started(ILogger log, string runId);

    [LoggerMessage(2, LogLevel.Information, "Test role stops, hurry {Hurry}")]
    public static partial void Stops(ILogger log, bool hurry);
}
