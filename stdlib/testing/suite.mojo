"""Runs tests and reports."""


struct TestSuite(Movable):
    """Tests that are run one after the other."""

    var _passed: Int
    var _failed: List[String]

    def __init__(out self):
        """No tests."""
        self._passed = 0
        self._failed = List[String]()

    def test[F: def() raises -> None](mut self, name: String, function: F):
        """Runs one test."""
        try:
            function()
            self._passed += 1
        except error:
            self._failed.append(String(name, ": ", error))

    def run(self) raises:
        """Reports; raises if a test failed."""
        print(self._passed, "passed,", len(self._failed), "failed")
        if self._failed:
            raise Error("\n".join(self._failed))
