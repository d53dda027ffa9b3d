using System.Text.Json.Serialization;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.TestHost;

public sealed record Question
{
    /// <summary>What the test role is to do: "echo", "sum", "content", "hang", "crash", "throw", "reject", "pid".</summary>
    public string Do { get; init; } = "echo";

    public string Text { get; init; } = "";

    public long Number { get; init; }
}

public sealed record Answer
{
    public string Text { get; init; } = "";

    public long Number { get; init; }

    public string Caller { get; init; } = "";

    public string Instance { get; init; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
public sealed partial class TestJson : JsonSerializerContext;

/// <summary>Calls with the names of the role table and with types of the tests.</summary>
public static class TestCalls
{
    public static Call<Question, Answer> Named(string name, RoleKind callee) => new()
    {
        Callee = callee,
        Name = name,
        RequestType = TestJson.Default.Question,
        ReplyType = TestJson.Default.Answer,
    };

    public static Call<Question, Answer> Accept { get; } = Named("store.accept", RoleKind.Store) with
    {
        MaxRequestBytes = 64 * 1024,
        MaxContentBytes = 256L * 1024 * 1024,
    };

    public static Call<Question, Answer> ReadContent { get; } = Named("store.read-content", RoleKind.Store);

    /// <summary>The operator's way to the test store.</summary>
    public static Call<Question, Answer> Status { get; } = Named("store.status", RoleKind.Store) with { MaxContentBytes = 256L * 1024 * 1024 };

    /// <summary>The supervisor's way to a test worker.</summary>
    public static Call<Question, Answer> Rules { get; } = Named("inspect.rules", RoleKind.Inspect);

    public static Call<Question, Answer> Inspect { get; } = Named("inspect.message", RoleKind.Inspect) with
    {
        MaxContentBytes = 1024 * 1024,
        MaxConcurrentPerInstance = 1,
    };
}
