namespace Sekisho.Smtp.Client.Sasl;

/// <summary>The client's side of one SASL exchange (RFC 4422); used once. Not thread-safe.</summary>
public interface ISaslClient
{
    /// <summary>The mechanism's name in capital letters.</summary>
    string Mechanism { get; }

    /// <summary>Whether a success of the server may be believed: false while a mechanism that proves the server has not seen the proof.</summary>
    bool IsServerProven { get; }

    /// <summary>The initial response; null where the mechanism lets the server speak first.</summary>
    /// <param name="cancellation">Ends the wait for whoever holds the secret.</param>
    ValueTask<byte[]?> FirstAsync(CancellationToken cancellation);

    /// <summary>Answers a challenge.</summary>
    /// <param name="challenge">What the server said, decoded.</param>
    /// <param name="cancellation">Ends the wait for whoever holds the secret.</param>
    /// <returns>The answer, maybe of no bytes; null to break the exchange off.</returns>
    ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> challenge, CancellationToken cancellation);
}
