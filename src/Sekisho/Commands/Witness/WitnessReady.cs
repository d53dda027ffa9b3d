namespace Sekisho.Commands.Witness;

/// <summary>What a witness says when it serves, as JSON.</summary>
internal sealed record WitnessReady(string Listen, string Vkey);
