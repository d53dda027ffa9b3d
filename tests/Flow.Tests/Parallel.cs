// Classes beside each other: much of these tests is waiting, for a disk, for a process to come back, for a next attempt.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
