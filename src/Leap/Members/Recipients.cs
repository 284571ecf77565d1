using Leap.Mail;

namespace Leap.Members;

public static class Recipients
{
    extension(Person person)
    {
        public Recipient ToRecipient() =>
            new(person.Id, person.Name, person.Email ?? "", person.Language) { DeclinedKinds = person.DeclinedMail };
    }
}
