namespace Sekisho.Bench.Mail;

/// <summary>A part of the benchmark could not be run; the message says why. The other parts go on.</summary>
internal sealed class BenchException(string message, Exception? inner = null) : Exception(message, inner);
