namespace Leap.Commands;

public enum ExitCode
{
    Done = 0,

    /// <summary>Something was refused; why is on standard error.</summary>
    Refused = 1,
    WrongUsage = 2,
}
