using System.Text;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests;

/// <summary>Inspects messages written in tests.</summary>
internal static class Inspecting
{
    public static InspectRequest Request { get; } = new() { Id = "test" };

    public static async Task<Verdict> MessageAsync(string message, InspectOptions? options = null) =>
        await MessageAsync(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), options);

    public static async Task<Verdict> MessageAsync(byte[] message, InspectOptions? options = null)
    {
        await using var inspector = Inspector.Create(options ?? new InspectOptions());
        return await inspector.InspectAsync(Request, message);
    }

    /// <summary>A message with one attachment in base64.</summary>
    public static string WithAttachment(string name, byte[] content, string mediaType = "application/octet-stream") =>
        $"""
        From: a@example.com
        Date: Sat, 08 Aug 2026 06:00:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        words
        --b
        Content-Type: {mediaType}
        Content-Disposition: attachment; filename="{name}"
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}
        --b--

        """;

    public static string[] List(this Verdict verdict, string fact) =>
        verdict.Facts.Values.TryGetValue(fact, out var value) ? (string[])value : [];

    public static object? Fact(this Verdict verdict, string fact) => verdict.Facts.Values.GetValueOrDefault(fact);

    public static ReasonCode[] Codes(this Verdict verdict) => [.. verdict.Reasons.Select(reason => reason.Code)];
}
