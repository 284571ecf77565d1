namespace Leap.Commands;

/// <summary>The command line can't be meant as it stands; the message says why.</summary>
public sealed class UsageException(string message) : Exception(message);
