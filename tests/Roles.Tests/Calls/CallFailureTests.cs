using System.Net.Sockets;
using System.Text;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;

namespace Sekisho.Roles.Tests.Calls;

/// <summary>A callee that misbehaves on its socket in every way, and what the caller makes of it.</summary>
public sealed class CallFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sekisho-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "store.sock");

    [Fact]
    public async Task No_socket_is_unavailable()
    {
        using var client = Client();
        await FailsAsync(client, CallFailure.Unavailable);
    }

    [Fact]
    public async Task A_socket_file_that_nobody_listens_on_is_unavailable()
    {
        Listen().Dispose();
        using (var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            bound.Bind(new UnixDomainSocketEndPoint(Path));
            using var client = Client();
            await FailsAsync(client, CallFailure.Unavailable);
        }
    }

    [Fact]
    public async Task A_callee_that_closes_after_reading_the_request_has_interrupted()
    {
        using var listener = Listen();
        using var client = Client();
        var call = FailsAsync(client, CallFailure.Interrupted);
        using (var connection = await listener.AcceptAsync()) await ReadRequestAsync(connection);
        await call;
    }

    [Fact]
    public async Task A_callee_that_closes_without_reading_has_interrupted_because_nobody_can_know()
    {
        using var listener = Listen();
        using var client = Client();
        var call = FailsAsync(client, CallFailure.Interrupted);
        (await listener.AcceptAsync()).Dispose();
        await call;
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n\0\0\0\u0010{\"text\":")]
    public async Task A_callee_that_closes_in_the_middle_of_its_reply_has_interrupted(string reply)
    {
        using var listener = Listen();
        using var client = Client();
        var call = FailsAsync(client, CallFailure.Interrupted);
        using (var connection = await listener.AcceptAsync())
        {
            await ReadRequestAsync(connection);
            await connection.SendAsync(Encoding.Latin1.GetBytes(reply));
        }

        await call;
    }

    [Theory]
    [InlineData("SMTP, I am afraid\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\n\0\0\0\u0002{}")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Length: 6\r\n\r\n\0\0\0\u0002{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -6\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\0\0\0")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n\0\0\0\u0003{}x")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n\u00FF\u00FF\u00FF\u00FF{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n\0\0\0\u0004null")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n\0\0\0\u0003{a}")]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 3\r\n\r\nOh!")]
    [InlineData("HTTP/1.1 999 Oh\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_reply_that_cannot_be_read_is_a_fault(string reply)
    {
        using var listener = Listen();
        using var client = Client();
        var call = FailsAsync(client, CallFailure.Faulted);
        using var connection = await listener.AcceptAsync();
        await ReadRequestAsync(connection);
        await connection.SendAsync(Encoding.Latin1.GetBytes(reply));
        await call;
    }

    [Fact]
    public async Task A_head_without_an_end_is_a_fault_after_its_limit()
    {
        using var listener = Listen();
        using var client = Client();
        var call = FailsAsync(client, CallFailure.Faulted);
        using var connection = await listener.AcceptAsync();
        await ReadRequestAsync(connection);
        await connection.SendAsync(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nX: " + new string('x', 20_000)));
        await call;
    }

    [Fact]
    public async Task Bytes_after_a_reply_do_not_answer_the_next_call()
    {
        using var listener = Listen();
        using var client = Client();
        const string reply = "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n\0\0\0\u000C{\"text\":\"a\"}";
        var first = client.SendAsync(TestCalls.Accept, new Question()).AsTask();
        using (var connection = await listener.AcceptAsync())
        {
            await ReadRequestAsync(connection);
            await connection.SendAsync(Encoding.Latin1.GetBytes(reply + reply.Replace("\"a\"", "\"b\"", StringComparison.Ordinal)));
            Assert.Equal("a", (await first.WaitAsync(CallAssert.Patience)).Text);
        }

        var second = client.SendAsync(TestCalls.Accept, new Question()).AsTask();
        using var fresh = await listener.AcceptAsync();
        await ReadRequestAsync(fresh);
        await fresh.SendAsync(Encoding.Latin1.GetBytes(reply.Replace("\"a\"", "\"c\"", StringComparison.Ordinal)));
        Assert.Equal("c", (await second.WaitAsync(CallAssert.Patience)).Text);
    }

    [Fact]
    public async Task A_callee_whose_queue_of_connections_is_full_is_waited_for()
    {
        using var listener = Listen(backlog: 1);
        using var client = Client();
        const string reply = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n\0\0\0\u0002{}";
        var calls = Enumerable.Range(0, 20).Select(_ => client.SendAsync(TestCalls.Accept, new Question()).AsTask()).ToArray();
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        for (var i = 0; i < calls.Length; i++)
        {
            using var connection = await listener.AcceptAsync().WaitAsync(CallAssert.Patience);
            await ReadRequestAsync(connection);
            await connection.SendAsync(Encoding.Latin1.GetBytes(reply));
        }

        await Task.WhenAll(calls).WaitAsync(CallAssert.Patience);
    }

    [Fact]
    public async Task A_callee_that_never_lets_in_is_overloaded()
    {
        using var listener = Listen(backlog: 1);
        using var client = Client();
        var hasty = TestCalls.Accept with { Timeout = TimeSpan.FromMilliseconds(200) };
        var calls = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            CallAssertAny(() => client.SendAsync(hasty, new Question()).AsTask())));
        Assert.Contains(CallFailure.Overloaded, calls); // those outside
        Assert.Contains(CallFailure.TimedOut, calls); // those in the queue
        Assert.DoesNotContain(CallFailure.Unavailable, calls);
    }

    [Fact]
    public async Task A_callee_that_never_answers_is_timed_out()
    {
        using var listener = Listen();
        using var client = Client();
        var hasty = TestCalls.Accept with { Timeout = TimeSpan.FromMilliseconds(100) };
        await CallAssert.FailsAsync(CallFailure.TimedOut, () => client.SendAsync(hasty, new Question()).AsTask());
    }

    [Fact]
    public async Task A_callee_that_takes_no_more_content_is_timed_out()
    {
        using var listener = Listen();
        using var client = Client();
        var hasty = TestCalls.Accept with { Timeout = TimeSpan.FromMilliseconds(100) };
        await CallAssert.FailsAsync(
            CallFailure.TimedOut, () => client.SendAsync(hasty, new Question(), new System.Buffers.ReadOnlySequence<byte>(new byte[50_000_000])).AsTask());
    }

    [Fact]
    public async Task A_kept_connection_that_the_callee_closed_is_replaced_without_a_failure()
    {
        await using var pair = new CallPair();
        var first = await pair.ServeAsync(RoleKind.Store, Echo);
        var client = pair.Client();
        await client.SendAsync(TestCalls.Accept, new Question());
        await first.DisposeAsync();
        await CallAssert.FailsAsync(CallFailure.Unavailable, () => client.SendAsync(TestCalls.Accept, new Question()).AsTask());
        await pair.ServeAsync(RoleKind.Store, Echo);
        Assert.Equal("again", (await client.SendAsync(TestCalls.Accept, new Question { Text = "again" })).Text);
    }

    [Fact]
    public async Task A_socket_of_the_wrong_owner_is_taken_over_by_the_next_start()
    {
        await using var pair = new CallPair();
        await File.WriteAllTextAsync(pair.Socket(), "left behind");
        await pair.ServeAsync(RoleKind.Store, Echo);
        Assert.Equal("here", (await pair.Client().SendAsync(TestCalls.Accept, new Question { Text = "here" })).Text);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(pair.Socket()));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Echo(ICallRegistry registry) =>
        registry.Answer(TestCalls.Accept, (_, question) => ValueTask.FromResult(new Answer { Text = question.Text }));

    private static Task<CallException> FailsAsync(CallClient client, CallFailure failure) =>
        CallAssert.FailsAsync(failure, () => client.SendAsync(TestCalls.Accept, new Question()).AsTask());

    private static async Task ReadRequestAsync(Socket connection)
    {
        var buffer = new byte[4096];
        Assert.True(await connection.ReceiveAsync(buffer) > 0);
    }

    private CallClient Client() => new("token", [new CalleeAddress(RoleKind.Store, "store", Path)], TimeProvider.System);

    private static async Task<CallFailure> CallAssertAny(Func<Task> call) =>
        (await Assert.ThrowsAsync<CallException>(() => call().WaitAsync(CallAssert.Patience))).Failure;

    private Socket Listen(int backlog = 512)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen(backlog);
        return listener;
    }
}
