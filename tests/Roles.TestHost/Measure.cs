using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.TestHost;

/// <summary>What a call with 5 KB of content costs, both sides in this one process.</summary>
internal static class Measure
{
    public static async Task<int> RunAsync(int callers, int calls)
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-measure-");
        var socket = Path.Combine(folder.FullName, "store.sock");
        var token = CallToken.New();
        var registry = new CallRegistry(RoleKind.Store);
        registry.Answer(TestCalls.Accept, static async (context, question) =>
        {
            var buffer = ArrayPool<byte>.Shared.Rent((int)context.ContentLength);
            await context.Content.ReadExactlyAsync(buffer.AsMemory(0, (int)context.ContentLength), context.Aborted);
            ArrayPool<byte>.Shared.Return(buffer);
            return new Answer { Text = question.Text, Number = context.ContentLength };
        });
        await using var server = new CallServer(
            new CallServerOptions
            {
                InstanceName = "store",
                SocketPath = socket,
                Callers = new CallerTokens([new KnownCaller(RoleKind.Mx, CallToken.HashOf(token))]),
                Clock = TimeProvider.System,
                Logs = NullLoggerFactory.Instance,
            },
            registry);
        await server.StartAsync(CancellationToken.None);
        using var client = new CallClient(token, [new CalleeAddress(RoleKind.Store, "store", socket)], TimeProvider.System);
        var content = new ReadOnlySequence<byte>(new byte[5 * 1024]);
        await LoopAsync(client, content, callers, Math.Min(calls, 20_000));
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        await LoopAsync(client, content, callers, calls);
        var elapsed = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var used = process.TotalProcessorTime - cpu;
        Console.WriteLine(
            $"{callers} callers, {calls} calls of 5 KB: {elapsed.TotalMicroseconds * callers / calls:0.0} µs each, {calls / elapsed.TotalSeconds:0} calls/s, " +
            $"{used.TotalMicroseconds / calls:0.0} µs CPU a call on both sides, {(GC.GetTotalAllocatedBytes() - allocated) / calls} bytes allocated a call");
        folder.Delete(recursive: true);
        return 0;
    }

    private static Task LoopAsync(CallClient client, ReadOnlySequence<byte> content, int callers, int calls) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var question = new Question { Text = "01jh2v9y3q8m0k5x7r4t6w9zab" };
            for (var i = 0; i < calls / callers; i++)
            {
                var answer = await client.SendAsync(TestCalls.Accept, question, content);
                if (answer.Number != content.Length) throw new InvalidOperationException("The content did not arrive.");
            }
        })));
}
