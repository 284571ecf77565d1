namespace Leap.Access;

/// <summary>What a person is told by mail about their own sign-in; the names are stored with unsent mails.</summary>
public enum SecurityNotice
{
    PasswordChanged,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodeUsed,
    RecoveryCodesMade,
    PasskeyAdded,
    PasskeyRemoved,
    AddressChanged,
    AddressRestored,
    LockedOut,
    SignInReset,
    Suspended,
}
