using System.Buffers;
using Sekisho.Roles.Calls;

namespace Sekisho.Tests.Commands;

/// <summary>A running system that answers as a test says and keeps what it was asked.</summary>
internal sealed class FakeSystem : ICallClient
{
    private readonly Dictionary<string, Func<object, object>> _answers = [];
    private readonly Dictionary<string, byte[]> _contents = [];

    public List<(string Call, object Request)> Asked { get; } = [];

    /// <summary>On whose behalf, call by call.</summary>
    public List<CallBehalf?> Behalves { get; } = [];

    public string? Folder { get; private set; }

    public FakeSystem Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<TRequest, TReply> answer, byte[]? content = null)
        where TRequest : notnull
        where TReply : notnull
    {
        _answers[call.Name] = request => answer((TRequest)request);
        if (content is not null) _contents[call.Name] = content;
        return this;
    }

    public ICallClient Connect(string folder)
    {
        Folder = folder;
        return this;
    }

    public ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        Asked.Add((call.Name, request!));
        Behalves.Add(call.Behalf);
        return _answers.TryGetValue(call.Name, out var answer)
            ? ValueTask.FromResult((TReply)answer(request!))
            : throw new CallException(CallFailure.Unavailable, $"Nobody answers {call.Name}.");
    }

    public async ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        new(await SendAsync(call, request, default, cancellation), new MemoryStream(_contents[call.Name]), () => ValueTask.CompletedTask);
}
