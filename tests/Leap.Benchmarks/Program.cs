Console.WriteLine("Leap");
