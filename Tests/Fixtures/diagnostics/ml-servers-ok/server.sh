#!/bin/bash
systemctl start model
