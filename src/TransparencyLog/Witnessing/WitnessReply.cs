namespace Sekisho.TransparencyLog.Witnessing;

/// <summary>What a witness answers.</summary>
/// <param name="Status">200, 400, 403, 404, 409 or 422.</param>
/// <param name="Body">The body; ends with a line feed.</param>
/// <param name="ContentType">Its type.</param>
public sealed record WitnessReply(int Status, string Body, string ContentType)
{
    /// <summary>The type of a reply that tells the known size.</summary>
    public const string SizeType = "text/x.tlog.size";

    private const string TextType = "text/plain; charset=utf-8";

    internal static WitnessReply Text(int status, string body) => new(status, body + "\n", TextType);
}
